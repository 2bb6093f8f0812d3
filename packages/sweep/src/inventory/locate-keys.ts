import type { AST } from 'toml-eslint-parser';

/** The line of every key of a TOML file. */
export interface KeyLines {
  /** The line of the key at a path, or of the nearest table around it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** Where each key of a parsed TOML file is written, so that an error can name its line. */
export function locateKeys(program: AST.TOMLProgram): KeyLines {
  const lines = new Map<string, number>();
  const note = (path: readonly PropertyKey[], line: number): void => {
    // Dotted keys define the tables on their way, each seen first where it is first written.
    path.forEach((_, index) => {
      const key = keyOf(path.slice(0, index + 1));
      if (!lines.has(key)) lines.set(key, line);
    });
  };
  const visitValue = (node: AST.TOMLContentNode, path: readonly PropertyKey[]): void => {
    note(path, node.loc.start.line);
    if (node.type === 'TOMLInlineTable') visitBody(node.body, path);
    if (node.type === 'TOMLArray') {
      node.elements.forEach((element, index) => visitValue(element, [...path, index]));
    }
  };
  const visitBody = (body: readonly AST.TOMLKeyValue[], base: readonly PropertyKey[]): void => {
    for (const { key, value } of body) {
      const path = [...base, ...key.keys.map(nameOf)];
      note(path, key.loc.start.line);
      visitValue(value, path);
    }
  };
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') visitBody([node], []);
    else {
      note(node.resolvedKey, node.loc.start.line);
      visitBody(node.body, node.resolvedKey);
    }
  }
  return {
    lineOf: (path) => {
      for (let length = path.length; length > 0; length -= 1) {
        const line = lines.get(keyOf(path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return 1;
    },
  };
}

/** Every name that the file uses as a key, quoted or bare, in tables of any depth. */
export function nameOf(node: AST.TOMLBare | AST.TOMLQuoted): string {
  return node.type === 'TOMLBare' ? node.name : node.value;
}

function keyOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path);
}

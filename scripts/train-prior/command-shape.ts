import { type Shape, shapeOf } from '@vedette/executions';

const ROOT_UID = 0;

/** The shape of a command of which only the argument list is known. */
export function commandShape(argv: readonly string[]): Shape {
  const [name = ''] = argv;
  return shapeOf({ exe: name, comm: name, argv: [...argv], parent: '', uid: ROOT_UID });
}

/** Shapes that differ as far as the prior can see, each once. */
export function distinctCommands(shapes: Iterable<Shape>): Shape[] {
  const byText = new Map<string, Shape>();
  for (const shape of shapes) {
    const text = [shape.name, ...shape.words, '', ...shape.network].join('\0');
    if (!byText.has(text)) byText.set(text, shape);
  }
  return [...byText.values()];
}

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { Answer } from '../api/ask.ts';
import { CommandLine } from '../elements/command-line.tsx';
import { HostText } from '../elements/host-text.tsx';
import { Score } from '../elements/score.tsx';
import { Tag } from '../elements/tag.tsx';
import { Time } from '../elements/time.tsx';
import { type Branch, growTree } from './grow-tree.ts';

export type Tree = Answer<'GET /v1/findings/{id}/tree'>;
export type TreeNode = Tree['nodes'][number];

const COMMAND_CHARS = 200;

/** Who started what: each process below the one that started it. */
export function ProcessTree({ tree }: { readonly tree: Tree }): ReactNode {
  const roots = growTree(tree.nodes);
  return (
    <>
      {roots.length > 0 && (
        <div className="overflow-x-auto">
          <Branches branches={roots} />
        </div>
      )}
      {tree.note !== null && <p className="text-soft">{tree.note}</p>}
      {tree.truncated && <p className="mt-2 text-soft">There are more processes than are shown.</p>}
    </>
  );
}

function Branches({ branches }: { readonly branches: readonly Branch<TreeNode>[] }): ReactNode {
  return (
    <ul className="flex flex-col gap-2 border-l border-strong-line pl-3 [&_&]:mt-2 [&_&]:ml-2">
      {branches.map(({ node, children }) => (
        <li key={node.id}>
          <Process node={node} />
          {children.length > 0 && <Branches branches={children} />}
        </li>
      ))}
    </ul>
  );
}

function Process({ node }: { readonly node: TreeNode }): ReactNode {
  const { argv, exe, comm, pid, uid, t, score, exit, endMs, connections, eventId } = node;
  const named = argv.length > 0 ? argv : [exe === '' ? comm : exe];
  const command = <CommandLine argv={named} max={COMMAND_CHARS} />;
  return (
    <div
      className={`min-w-64 rounded-md border px-3 py-2 ${node.isSubject ? 'border-2 border-critical bg-critical-soft' : 'border-line bg-ground'}`}
    >
      <div className="flex flex-wrap items-baseline gap-x-2">
        {node.isSubject && <Tag tone="bad">this one</Tag>}
        {eventId === null ? (
          command
        ) : (
          <Link
            to="/executions/$id"
            params={{ id: eventId }}
            className="underline-offset-4 hover:underline"
          >
            {command}
          </Link>
        )}
      </div>
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-sm text-soft">
        <span>
          pid {pid}
          {uid !== null && ` · uid ${uid}`}
        </span>
        {score !== null && (
          <span>
            score <Score value={score} />
          </span>
        )}
        {t !== null && <Time ms={Math.floor(t)} />}
        {exit !== null && <span>{exitText(exit)}</span>}
        {exit === null && endMs !== null && (
          <span>
            ended <Time ms={Math.floor(endMs)} />
          </span>
        )}
        {connections.map(({ kind, protocol, address, port }) => (
          <span key={`${kind} ${protocol} ${address} ${port}`} className="text-high">
            {kind === 'listen' ? 'listens on' : 'connects to'}{' '}
            <HostText text={`${protocol} ${address}:${port}`} max={80} />
          </span>
        ))}
      </p>
    </div>
  );
}

function exitText({ code, signal }: { readonly code?: number; readonly signal?: number }): string {
  if (signal !== undefined && signal > 0) return `ended by signal ${signal}`;
  return code === undefined ? 'ended' : `ended with ${code}`;
}

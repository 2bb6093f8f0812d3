/**
 * A program of its own, so that the store's tests race real processes: adds COUNT approvals to
 * HOST in FOLDER, one update each. With COUNT `crash` it dies inside its first update.
 */
import { openStateStore } from '../state-store.ts';
import { testApproval } from './test-approval.ts';

const [folder = '', host = '', name = '', count = '0'] = process.argv.slice(2);
const store = openStateStore(folder);
for (let n = 0; n < (count === 'crash' ? 1 : Number(count)); n += 1) {
  await store.update(host, (state) => {
    if (count === 'crash') process.kill(process.pid, 'SIGKILL');
    const expected = [...state.expected, testApproval(`${name}-${n}`)];
    return { state: { ...state, expected }, result: undefined };
  });
}

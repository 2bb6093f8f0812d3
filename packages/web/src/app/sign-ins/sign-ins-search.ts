/** Which sign-ins are shown. */
export interface SignInsSearch {
  readonly view?: 'users' | 'detections';
}

export function readSignInsSearch({ view }: Record<string, unknown>): SignInsSearch {
  return view === 'users' || view === 'detections' ? { view } : {};
}

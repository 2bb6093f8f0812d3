/** The folder of the dashboard's built pages; null where there are none, and `say` tells why. */
export async function pagesFolder(_say: (line: string) => void): Promise<string | null> {
  return null;
}

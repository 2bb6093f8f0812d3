const whole = new Intl.NumberFormat('en');

/** A number of things: `1 host`, `2,400 checks`. */
export function counted(number: number, one: string, many: string = `${one}s`): string {
  return `${whole.format(number)} ${number === 1 ? one : many}`;
}

/** `1 task`, `1,204 tasks`. */
export const counted = (amount: number, noun: string): string =>
  `${amount.toLocaleString('en-US')} ${noun}${amount === 1 ? '' : 's'}`

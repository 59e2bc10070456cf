/** The digits of a text, at most so many: full width, spaces and hyphens are not held against anyone. */
export const digitsOf = (text: string, most: number): string =>
  text.normalize('NFKC').replace(/\D/gu, '').slice(0, most)

/** How many things, in Japanese: `3つ`, `12個`. つ counts to nine; from ten on nobody says it. */
export const things = (count: number): string => `${count}${count < 10 ? 'つ' : '個'}`

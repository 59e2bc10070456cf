/** Puts the focus somewhere once the page has been drawn again. */
export const focusSoon = (id: string): void => {
  requestAnimationFrame(() => document.getElementById(id)?.focus())
}

/**
 * What may be written through `innerHTML`: Mantine writes its style sheets that way, and a style sheet needs
 * no `<`. Text with none passes unchanged; anything that could become an element throws, whoever wrote it.
 */
export function onlyStyleText(text: string): string {
  if (text.includes('<')) throw new TypeError('markup may not be written into the page')
  return text
}

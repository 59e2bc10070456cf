/** What the window shows. The screens stand in `tasks/`. */
export function App() {
  return null
}

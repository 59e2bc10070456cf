// @ts-check
/**
 * Loaded before the measured program (`-r`), whichever it is: says on standard output when the first button of its
 * first window can take the focus and the frame with it has been drawn. Neither program knows that it is watched.
 */
const { app } = require('electron')

const usable = `new Promise((resolve) => {
  const look = () => {
    const button = document.querySelector('main button, button')
    if (button instanceof HTMLButtonElement && !button.disabled && button.offsetParent !== null) {
      button.focus()
      if (document.activeElement === button) return requestAnimationFrame(() => requestAnimationFrame(resolve))
    }
    requestAnimationFrame(look)
  }
  look()
}).then(() => 'usable')`

let said = false
app.on('web-contents-created', (_event, contents) => {
  contents.on('dom-ready', () => {
    void contents.executeJavaScript(usable).then(() => {
      if (!said) process.stdout.write('usable\n')
      said = true
    })
  })
})

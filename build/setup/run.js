// @ts-check
/**
 * The door of every npm script: `node build/setup/run.js <name> …`. Plain JavaScript, so that an old Node can still
 * read the sentence that tells it so.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Madoguchi needs Node 22.18 or newer, and this is Node ${process.versions.node}. ` +
      'Run "npm ci" (it brings Node 24 for this project alone), then start through npm, for instance "npm start".',
  )
  process.exit(1)
}
const [name = '', ...args] = process.argv.slice(2)
const { commands } = await import('./commands.ts')
const command = commands.get(name)
if (!command) {
  console.error(`madoguchi: there is no command "${name}"; there are: ${[...commands.keys()].join(', ')}`)
  process.exit(1)
}
process.exitCode = await command(args)

export {}

import { spawnSync } from 'node:child_process'

/**
 * Asks `oathtool` (OATH Toolkit), which shares no line with us or with otplib. One shell runs all questions,
 * because starting a process from Node costs more than the question. In: one list of arguments per question.
 * Out: one code each, in order.
 */
export function oathtool(questions: readonly (readonly string[])[]): string[] {
  if (spawnSync('oathtool', ['--version']).error !== undefined) {
    throw new Error(
      'The program oathtool is not installed, and without it nothing independent has judged our codes. ' +
        'On Debian: apt-get install oathtool',
    )
  }
  const words = /^[-=@A-Za-z0-9]+$/
  for (const word of questions.flat()) if (!words.test(word)) throw new Error(`not for a shell: ${word}`)
  const shell = spawnSync('sh', ['-e'], {
    input: questions.map((words) => `oathtool ${words.join(' ')}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  })
  const codes = shell.stdout.split('\n').filter((line) => line !== '')
  if (shell.status !== 0 || codes.length !== questions.length) {
    throw new Error(`oathtool answered ${codes.length} of ${questions.length} questions: ${shell.stderr}`)
  }
  return codes
}

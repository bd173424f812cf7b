import { spawn } from 'node:child_process'

/** Runs a program to its end; resolves with its output, rejects with its last words where it failed. */
export function ran(program: string, args: readonly string[], env = process.env): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
  const words: string[] = []
  const output: string[] = []
  child.stdout.on('data', (data) => output.push(String(data)))
  child.stderr.on('data', (data) => words.push(String(data)))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(output.join(''))
      else
        reject(
          new Error(
            `${program} ${args.join(' ')} ended with ${String(code)}: ${[...output, ...words].join('').slice(-2000)}`,
          ),
        )
    })
  })
}

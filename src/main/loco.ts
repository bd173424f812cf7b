/** The `loco` command: the engine without a window. */
import { join } from 'node:path'
import { CommanderError, Command as Program } from 'commander'
import { logFailure, startLog } from './api/answering/logFailure.ts'
import { localActor } from './api/localActor.ts'
import type { Terminal } from './cli/Command.ts'
import { commands } from './cli/commands/index.ts'
import { inWords } from './cli/inWords.ts'
import { Engine } from './engine/Engine.ts'
import { StoreService } from './engine/store/StoreService.ts'
import { runtimeHere } from './runtime.ts'

const WRONG_USAGE = 2

async function main(): Promise<number> {
  const engine = new Engine(runtimeHere(__dirname))
  startLog(engine.runtime)
  const program = new Program('loco').description('LoCo Studio without a window').exitOverride()
  program.configureOutput({ writeErr: (text) => process.stderr.write(text) })
  for (const command of commands) command.register(program, (json) => terminalOf(engine, json))
  try {
    await program.parseAsync(process.argv)
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE
    logFailure(engine.runtime.logFile, commandNamed(program, process.argv[2]), error)
    const { code, reason, detail } = StoreService.failureOf(error)
    process.stderr.write(`${inWords(reason)}\n${code === 'INTERNAL' && detail ? `  ${detail}\n` : ''}`)
    return code === 'WRONG_USAGE' ? WRONG_USAGE : 1
  } finally {
    await engine.close()
  }
}

/** Only a name of our own is logged, never what someone typed. */
const commandNamed = (program: Program, typed: string | undefined) =>
  program.commands.some((command) => command.name() === typed) ? `loco ${typed}` : 'loco'

function terminalOf(engine: Engine, json: boolean): Terminal {
  const live = process.stderr.isTTY
  return {
    engine,
    actor: localActor(),
    pages: join(__dirname, '../renderer'),
    say: (line) => process.stderr.write(`${line}\n`),
    progress: (line) => live && process.stderr.write(`\r${line}\u001b[K`),
    result(value, text) {
      if (live) process.stderr.write('\r\u001b[K')
      process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text}\n`)
    },
  }
}

void main().then((code) => {
  process.exitCode = code
})

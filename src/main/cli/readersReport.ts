import { extname, resolve } from 'node:path'
import { InvalidArgumentError, type Command as Program } from 'commander'
import { readersPage } from '../../shared/html/readers/readersPage.ts'
import { printPage } from '../api/machine/printPage.ts'
import { AgreementService } from '../engine/agreement/AgreementService.ts'
import { writeDurably } from '../files/durableFile.ts'
import type { Terminal } from './Command.ts'
import { language } from './inWords.ts'

interface Options {
  readonly out: string
  readonly from?: Date
  readonly to?: Date
}

/** `loco report readers STUDY --out FILE`: what readers did in a time, and how alike they are. */
export function registerReaders(report: Program, terminal: (json: boolean) => Terminal): void {
  report
    .command('readers <study>')
    .description('what readers did, and how alike they are; names no patient')
    .requiredOption('--out <file>', 'an .html, .csv or .pdf file', endsAsKnown)
    .option('--from <day>', 'from this day on, as 2026-11-01', day)
    .option('--to <day>', 'until this day, and with it', day)
    .action(async (folder: string, { out, from, to }: Options) => {
      const { engine, result } = terminal(false)
      const study = await engine.openStudy(folder)
      const found = await AgreementService.report(study, {
        ...(from === undefined ? {} : { from: from.toISOString() }),
        ...(to === undefined ? {} : { to: dayAfter(to).toISOString() }),
      })
      const page = () =>
        readersPage({ report: found, study: study.name, language, version: engine.runtime.version })
      const text = extname(out) === '.csv' ? AgreementService.reportTable(found) : page()
      const bytes = extname(out) === '.pdf' ? await printPage(text) : new TextEncoder().encode(text)
      const file = resolve(out)
      await writeDurably(file, bytes)
      result({ file }, `${found.readers.length} readers in ${file}`)
    })
}

function endsAsKnown(file: string): string {
  if (['.html', '.csv', '.pdf'].includes(extname(file))) return file
  throw new InvalidArgumentError('Name a file that ends in .html, .csv or .pdf.')
}

/** The beginning of a day by the clock of this machine. */
function day(text: string): Date {
  const [year = 0, month = 0, date = 0] = (/^(\d{4})-(\d\d)-(\d\d)$/u.exec(text)?.slice(1) ?? []).map(Number)
  if (year === 0 || month === 0 || date === 0)
    throw new InvalidArgumentError('Write a day, as in 2026-11-01.')
  return new Date(year, month - 1, date)
}

const dayAfter = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1)

import { Failure } from '../../../shared/contract/failure.ts'
import type { Scores } from '../../../shared/trainer/protocol.ts'
import { ModelService } from '../../engine/models/ModelService.ts'
import { collectRoundData } from '../../engine/training/roundData.ts'
import { startTrainer } from '../../engine/training/TrainerProcess.ts'
import type { Command } from '../Command.ts'
import { points } from '../options.ts'
import { mustFinish } from '../trainerExit.ts'
import { figureText } from '../verdictText.ts'

interface Options {
  readonly model: string
  readonly split: string
  readonly json?: boolean
}

/** `loco evaluate DIR --model ID`: a model's scores on held-out patients. */
export const evaluate: Command = {
  register(program, terminal) {
    program
      .command('evaluate <study>')
      .description('score a model on held-out patients')
      .requiredOption('--model <id>', 'a model by its id or the beginning of it, or champion')
      .option('--split <name>', 'test or validation', 'test')
      .option('--json', 'one JSON document')
      .action(async (folder: string, { model, split, json = false }: Options) => {
        const { engine, progress, result } = terminal(json)
        const study = await engine.openStudy(folder)
        const row = await ModelService.named(study, model)
        if (split !== 'test' && split !== 'validation') throw new Failure('splitNotChosen')
        const frames = (await collectRoundData(study))[split]
        if (frames.length === 0) throw new Failure('nothingToEvaluate', { split })
        const found: Scores[] = []
        const trainer = startTrainer(
          engine.runtime,
          { kind: 'evaluate', job: { model: ModelService.fileOf(study, row), frames } },
          (event) => {
            if (event.kind === 'working') progress(`frame ${event.done} of ${event.total}`)
            if (event.kind === 'evaluated') found.push(event.scores)
          },
        )
        mustFinish(await trainer.exited)
        const scores = found[0]!
        const perClass = study.classes.map(
          ({ name }, c) => `  ${name}: IoU ${points(scores.iou[c] ?? null)} %`,
        )
        result(scores, [figureText(ModelService.figureOf(scores.perFrame), split), ...perClass].join('\n'))
      })
  },
}

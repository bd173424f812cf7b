import { Failure } from '../../../shared/contract/failure.ts'
import { ofShard, type Shard, WHOLE } from '../../../shared/domain/shard.ts'
import { answerOf } from '../../engine/jobs/JobService.ts'
import { ModelService } from '../../engine/models/ModelService.ts'
import type { Command } from '../Command.ts'
import { points, shard as shardOption } from '../options.ts'
import { figureText } from '../verdictText.ts'

interface Options {
  readonly model: string
  readonly split: string
  readonly shard?: Shard
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
      .option('--shard <part>', 'a part of the frames, as 1/3', shardOption)
      .option('--json', 'one JSON document')
      .action(async (folder: string, { model, split, shard = WHOLE, json = false }: Options) => {
        const { engine, progress, result } = terminal(json)
        const study = await engine.openStudy(folder)
        const row = await ModelService.named(study, model)
        if (split !== 'test' && split !== 'validation') throw new Failure('splitNotChosen')
        const frames = ofShard(await engine.training.heldOut(split), shard)
        if (frames.length === 0) throw new Failure('nothingToEvaluate', { split })
        const job = { model: ModelService.fileOf(study, row), frames }
        const asked = engine.jobs.ask(
          { kind: 'evaluate', job },
          {
            onEvent: (event) => {
              if (event.kind === 'working') progress(`frame ${event.done} of ${event.total}`)
            },
          },
        )
        const scores = answerOf(await asked.outcome)
        const perClass = study.classes.map(
          ({ name }, c) => `  ${name}: IoU ${points(scores.iou[c] ?? null)} %`,
        )
        result(scores, [figureText(ModelService.figureOf(scores.perFrame), split), ...perClass].join('\n'))
      })
  },
}

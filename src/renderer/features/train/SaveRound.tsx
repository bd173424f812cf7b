import { useTranslation } from 'react-i18next'
import type { ModelSummary } from '../../../shared/contract/models.ts'
import type { RoundSummary } from '../../../shared/contract/training.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { modelName } from '../../ui/modelName.ts'
import { SavePageMenu } from '../../ui/pages/SavePageMenu.tsx'
import { readRound } from './report/readRound.ts'

/** A finished round's report, saved as a page or as a PDF. */
export function SaveRound({ round, model }: { round: RoundSummary; model: ModelSummary }) {
  const client = useClient()
  const { classes, name: study } = useStudy()
  const { t, i18n } = useTranslation()
  const title = t('page.round', { name: modelName(model) })
  const make = async () => {
    const [{ version }, pictures, budget, { roundPage }] = await Promise.all([
      client.machine.about(),
      readRound(client, round, classes.length),
      client.models.worth(),
      // Few ask for it, and it brings what makes text of charts.
      import('./report/roundPage.ts'),
    ])
    const { language } = i18n
    return roundPage(t, { title, study, language, version, round, model, classes, pictures, budget })
  }
  return <SavePageMenu name={`${study} ${title}`} make={make} />
}

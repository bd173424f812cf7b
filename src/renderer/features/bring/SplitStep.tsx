import { Alert, Loader, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconLock } from '@tabler/icons-react'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Split } from '../../../shared/contract/frames.ts'
import { classesNamed } from '../../../shared/domain/labelClass.ts'
import { patientsToPlace } from '../../../shared/domain/patientsToPlace.ts'
import { useClient } from '../../api/EngineContext.ts'
import { showFailure } from '../../ui/showFailure.ts'
import { SIDES } from '../../ui/sides.ts'
import type { SurveyedProps } from './Draft.ts'
import { framesToPlace } from './patients.ts'

const SHOWN = 200

/** Step four: which patients models learn from, and which they are judged on. */
export function SplitStep({ draft, change, survey }: SurveyedProps) {
  const client = useClient()
  const { t } = useTranslation()
  const { splits, patients, into } = draft
  const dealUndealt = useEffectEvent(() => {
    if (splits) return
    const frames = framesToPlace(survey, patients)
    const wanted = patientsToPlace(frames, classesNamed(draft.classes))
    client.bring
      .dealSplits({ patients: wanted, open: into === 'open' })
      .then((dealt) =>
        change({
          splits: Object.fromEntries(dealt.map(({ name, split, isNew }) => [name, { split, isNew }])),
        }),
      )
      .catch(showFailure)
  })
  useEffect(() => dealUndealt(), [])
  if (!splits) return <Loader size="sm" aria-label={t('bring.dealing')} />
  const inSplit = (split: Split) => patients.filter(({ name }) => splits[name]?.split === split)
  const move = (name: string, from: Split) => {
    const to = SIDES[(SIDES.indexOf(from) + 1) % SIDES.length] ?? 'train'
    change({ splits: { ...splits, [name]: { split: to, isNew: true } } })
  }
  const missing = SIDES.filter((split) => inSplit(split).length === 0)
  return (
    <Stack gap="md">
      <Text>{t('bring.splitText')}</Text>
      {into === 'new' &&
        missing.map((split) => <Missing key={split} split={split} patients={patients.length} />)}
      <div className="bring-splits">
        {SIDES.map((split) => {
          const own = inSplit(split)
          const frames = own.reduce((sum, group) => sum + group.frames.length, 0)
          return (
            <section key={split} className="card" aria-label={t(`library.splits.${split}`)}>
              <Text fw={600}>{t(`library.splits.${split}`)}</Text>
              <Text className="quiet" fz="sm" mb="sm">
                {t(`bring.splitMeans.${split}`)}
              </Text>
              <Text fz="sm" mb="sm">
                {t('bring.patientsCounted', { count: own.length })} ·{' '}
                {t('bring.framesCounted', { count: frames })}
              </Text>
              <div className="names">
                {own.slice(0, SHOWN).map(({ name, frames: its }) =>
                  splits[name]?.isNew ? (
                    <UnstyledButton
                      key={name}
                      className="name"
                      title={`${name}, ${t('bring.moveOn', { split: t(`library.splits.${split}`) })}`}
                      onClick={() => move(name, split)}
                    >
                      <span className="cut">{name}</span>
                      {its.length > 1 && <span className="quiet">{its.length}</span>}
                      <span className="unseen">
                        {t('bring.moveOn', { split: t(`library.splits.${split}`) })}
                      </span>
                    </UnstyledButton>
                  ) : (
                    <span key={name} className="name" title={t('bring.staysThere')}>
                      <IconLock size={12} aria-label={t('bring.staysThere')} />
                      <span className="cut">{name}</span>
                    </span>
                  ),
                )}
                {own.length > SHOWN && (
                  <span className="quiet">{t('bring.andMore', { count: own.length - SHOWN })}</span>
                )}
              </div>
            </section>
          )
        })}
      </div>
    </Stack>
  )
}

/** What it means that nobody is in a split. */
function Missing({ split, patients }: { split: Split; patients: number }) {
  const { t } = useTranslation()
  return (
    <Alert color="orange" icon={<IconAlertTriangle size={18} />} data-testid={`missing-${split}`}>
      {t(`bring.missing.${split}`)}
      {split !== 'train' && patients < 4 && ` ${t('bring.fewPatients', { count: patients })}`}
    </Alert>
  )
}

import { ActionIcon, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RecentStudy } from '../../../shared/contract/study.ts'
import { useClient } from '../../api/EngineContext.ts'
import { showFailure } from '../../ui/showFailure.ts'
import { moment } from '../../ui/shown.ts'

/** Studies opened here before, by their own names: their folders may bear patients' names, and others look on. */
export function OpenedBefore({ onOpen }: { onOpen: (folder: string) => void }) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const recent = useQuery({ queryKey: ['recent'], queryFn: () => client.study.recent() })
  const studies = recent.data?.studies ?? []
  if (studies.length === 0) return null
  const forget = (folder: string) =>
    client.study
      .forget({ folder })
      .then(() => queries.invalidateQueries({ queryKey: ['recent'] }), showFailure)
  return (
    <div>
      <div className="section-name">{t('start.recent')}</div>
      <ul className="opened-before">
        {studies.map((study) => (
          <li key={study.folder}>
            <UnstyledButton
              className="opened-study"
              disabled={study.isGone}
              onClick={() => onOpen(study.folder)}
            >
              <Text fz="sm" fw={600} className="cut">
                {study.name ?? t('opened.unnamed')}
              </Text>
              <Facts study={study} />
            </UnstyledButton>
            <Tooltip label={t('opened.forgetText')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('opened.forget', { name: study.name ?? t('opened.unnamed') })}
                onClick={() => forget(study.folder)}
              >
                <IconX size={16} />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Facts({ study: { isGone, frames, place, openedAt } }: { study: RecentStudy }) {
  const { t } = useTranslation()
  if (isGone)
    return (
      <Text fz="sm" className="warning">
        {t('opened.gone')}
      </Text>
    )
  const facts = [
    ...(frames === null ? [] : [t('opened.frames', { count: frames })]),
    ...(openedAt === null ? [] : [moment(openedAt)]),
    t(`opened.places.${place}`),
  ]
  return (
    <Text fz="sm" className="quiet cut">
      {facts.join(' · ')}
    </Text>
  )
}

import { Text } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SinceLast } from '../../../shared/contract/training.ts'
import { useStudy } from '../../api/EngineContext.ts'

/** What is new since the last round, in one line: "+14 frames, 6 of them malignant". */
export function SinceLastRound({ since: { added, removed, changed } }: { since: SinceLast }) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  const held = classes
    .map(({ name }, c) => ({ name, count: c > 0 ? (added.withClass[c] ?? 0) : 0 }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => t('train.since.ofClass', { count, name }))
  const parts = [
    added.frames > 0 && [t('train.since.added', { count: added.frames }), ...held].join(', '),
    changed > 0 && t('train.since.changed', { count: changed }),
    removed > 0 && t('train.since.removed', { count: removed }),
  ].filter((part) => part !== false)
  return (
    <Text fz="sm" className="since" data-testid="since-last">
      <IconSparkles size={16} aria-hidden="true" />
      {t('train.since.title', { what: parts.length > 0 ? parts.join(' · ') : t('train.since.nothing') })}
    </Text>
  )
}

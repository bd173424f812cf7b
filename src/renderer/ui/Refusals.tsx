import { ScrollArea, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Reason } from '../../shared/reasons/index.ts'
import { inWords } from '../api/inWords.ts'

const SHOWN = 200

/** Files that stay outside, each with its reason. */
export function Refusals({
  files,
}: {
  files: readonly { readonly path: string; readonly reason: Reason }[]
}) {
  const { t } = useTranslation()
  if (files.length === 0) return null
  return (
    <div>
      <Text fz="sm" fw={600} c="orange" mb={4}>
        {t('study.refused', { count: files.length })}
      </Text>
      <ScrollArea.Autosize mah={180} type="auto">
        {files.slice(0, SHOWN).map(({ path, reason }) => (
          <Text key={`${path} ${reason.name}`} fz="xs" mb={4}>
            <b>{path.split(/[\\/]/).at(-1)}</b> <span className="quiet">{inWords(reason)}</span>
          </Text>
        ))}
      </ScrollArea.Autosize>
    </div>
  )
}

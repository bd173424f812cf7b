import { ScrollArea, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const SHOWN = 200

/** Files that stay outside, each with its reason. */
export function Refusals({
  files,
}: {
  files: readonly { readonly path: string; readonly reason: string }[]
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
          <Text key={`${path} ${reason}`} fz="xs" mb={4}>
            <b>{path.split(/[\\/]/).at(-1)}</b> <span className="quiet">{reason}</span>
          </Text>
        ))}
      </ScrollArea.Autosize>
    </div>
  )
}

import { Button, CloseButton, Code, Group, Modal, ScrollArea, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askDesk, isDesktop } from '../api/desk.ts'
import { say } from '../ui/say.ts'

/** One calm sentence where something died since somebody last looked, with the report of it. Nothing is sent anywhere. */
export function CrashNotice() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [isShown, setShown] = useState(false)
  const found = useQuery({
    queryKey: ['crashes'],
    queryFn: async () => (await askDesk({ kind: 'crashes' }))?.crashes ?? [],
    enabled: isDesktop(),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [report] = found.data ?? []
  if (!report) return null
  const dismiss = async () => {
    await askDesk({ kind: 'crashesSeen' })
    setShown(false)
    queries.setQueryData(['crashes'], [])
  }
  const save = async () => {
    const file = (await askDesk({ kind: 'saveCrash', name: report.name }))?.file
    if (file) say(t('about.saved', { file }))
  }
  return (
    <>
      <aside className="crash-notice" role="status" aria-label={t('crash.title')}>
        <Text fz="sm">{t('crash.sentence')}</Text>
        <Group gap="xs" wrap="nowrap">
          <Button size="compact-sm" variant="light" onClick={() => setShown(true)}>
            {t('crash.show')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => void save()}>
            {t('crash.save')}
          </Button>
          <CloseButton aria-label={t('app.dismiss')} onClick={() => void dismiss()} />
        </Group>
      </aside>
      <Modal
        closeButtonProps={{ 'aria-label': t('app.closePanel') }}
        opened={isShown}
        onClose={() => setShown(false)}
        title={t('crash.title')}
        size={640}
      >
        <Stack gap="md">
          <Text fz="sm" className="quiet">
            {t('crash.holds')}
          </Text>
          <ScrollArea.Autosize mah={360}>
            <Code block>{report.text}</Code>
          </ScrollArea.Autosize>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => void save()}>
              {t('crash.save')}
            </Button>
            <Button onClick={() => void dismiss()}>{t('crash.done')}</Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}

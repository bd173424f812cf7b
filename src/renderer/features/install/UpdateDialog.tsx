import { Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureFrom } from '../../api/client.ts'
import { useClient } from '../../api/EngineContext.ts'
import { inWords } from '../../api/inWords.ts'
import { JobBar } from '../../ui/JobBar.tsx'
import { useJob } from '../../ui/useJob.ts'
import { StartAnew } from './StartAnew.tsx'
import { UpdateFacts } from './UpdateFacts.tsx'

interface Props {
  /** An update's file on this machine. */
  readonly file: string
  /** It begins to be applied. */
  readonly onApply: () => void
  readonly onClose: () => void
}

/** What an update would do, said before anything happens; then how far it is, and what to do after it. */
export function UpdateDialog({ file, onApply, onClose }: Props) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const looked = useQuery({ queryKey: ['update', file], queryFn: () => client.install.look({ file }) })
  const job = useJob<{ version: string }>()
  const apply = async () => {
    onApply()
    await job.run((signal) => client.install.apply({ file }, { signal }))
    await queries.invalidateQueries({ queryKey: ['installation'] })
  }
  const why = looked.error ? failureFrom(looked.error).message : looked.data?.why && inWords(looked.data.why)
  const isAtWork = job.progress !== undefined
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={!isAtWork}
      withCloseButton={!isAtWork}
      closeButtonProps={{ 'aria-label': t('app.closePanel') }}
      title={t('install.updateTitle')}
      size={600}
    >
      <Stack gap="md">
        {looked.isPending && <Text className="quiet">{t('install.looking')}</Text>}
        {looked.data && <UpdateFacts update={looked.data} />}
        {why && (
          <Text c="orange" role="alert">
            {why}
          </Text>
        )}
        {looked.data && !why && !job.result && !isAtWork && (
          <List spacing={4} fz="sm" className="quiet">
            <List.Item>{t('install.backedUp', { count: looked.data.studies })}</List.Item>
            <List.Item>{t('install.minute')}</List.Item>
            <List.Item>{t('install.stays', { version: looked.data.from })}</List.Item>
          </List>
        )}
        {job.progress && <JobBar progress={inMegabytes(job.progress)} onStop={job.stop} />}
        {job.result && <Text role="status">{t('install.done', job.result)}</Text>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={isAtWork}>
            {t(job.result || why ? 'app.closePanel' : 'install.notNow')}
          </Button>
          {job.result ? (
            <StartAnew />
          ) : (
            <Button disabled={!looked.data || Boolean(why) || isAtWork} onClick={apply}>
              {t('install.apply')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

const inMegabytes = ({
  done,
  total,
  secondsLeft,
}: {
  done: number
  total: number
  secondsLeft: number | null
}) => ({
  done: Math.round(done / 1e6),
  total: Math.ceil(total / 1e6),
  secondsLeft,
})

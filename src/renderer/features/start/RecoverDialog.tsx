import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CatalogueCopy } from '../../../shared/contract/study.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { useClient } from '../../api/EngineContext.ts'
import { inWords } from '../../api/inWords.ts'
import { showFailure } from '../../ui/showFailure.ts'
import { moment } from '../../ui/shown.ts'

/** A study that does not open, and what can be opened in its place. */
export interface Damaged {
  readonly folder: string
  readonly why: Reason
  readonly copies: readonly CatalogueCopy[]
}

interface Props {
  readonly damaged: Damaged
  readonly onClose: () => void
  readonly onOpened: () => void
}

/** Offers the copies of a catalogue that does not open, the newest first. */
export function RecoverDialog({ damaged: { folder, why, copies }, onClose, onOpened }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const recover = useMutation({
    mutationFn: (file: string) => client.study.recover({ folder, file }),
    onSuccess: onOpened,
    onError: showFailure,
  })
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('app.closePanel') }}
      opened
      onClose={onClose}
      title={t('recover.title')}
      size={640}
    >
      <Stack gap="md">
        <Text>{inWords(why)}</Text>
        <Text>{t('recover.text')}</Text>
        {copies.map(({ file, at, frames, isItself }, place) => (
          <Group key={file} justify="space-between" wrap="nowrap">
            <div>
              <Text fw={600}>{t(isItself ? 'recover.itself' : 'recover.copy', { at: moment(at) })}</Text>
              <Text fz="sm" className="quiet" style={{ overflowWrap: 'anywhere' }}>
                {t('recover.holds', { file, count: frames })}
              </Text>
            </div>
            <Button
              variant={place === 0 ? 'filled' : 'default'}
              loading={recover.isPending && recover.variables === file}
              disabled={recover.isPending}
              aria-label={t('recover.openNamed', { file })}
              onClick={() => recover.mutate(file)}
            >
              {t('recover.open')}
            </Button>
          </Group>
        ))}
        <Text fz="sm" className="quiet">
          {t('recover.aside')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('start.cancel')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

import { Button, Stack, Text, Textarea } from '@mantine/core'
import { IconLock, IconLockOpen, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stages } from '../../../../shared/domain/stage.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import type { ScreenProps } from '../../../ui/screenProps.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import { moment } from '../../../ui/shown.ts'
import type { Examination } from './Examination.ts'
import { MissedFrames } from './MissedFrames.tsx'

interface Props {
  readonly id: number
  readonly data: Examination
  readonly go: ScreenProps['go']
}

const NOT_ACCEPTED = stages.filter((stage) => stage !== 'accepted')

/** Signing an examination, with what stands in the way; opening a signed one again, for a reason. */
export function SignPanel({ id, data, go }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const me = useMe()
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [last] = data.signOffs
  const isSigned = last?.says === 'signed'
  const missed = isSigned ? [] : data.missed
  const words = reason.trim()
  const needsReason = isSigned || missed.length > 0
  const act = (work: Promise<unknown>) => {
    setBusy(true)
    work.then(() => setReason(''), showFailure).finally(() => setBusy(false))
  }
  const { patient, examination, counts } = data
  const left = counts.frames - counts.accepted - counts.skipped
  return (
    <section aria-label={t('work.signing')}>
      <div className="section-name">{t('work.signing')}</div>
      <Stack gap="sm">
        {last && (
          <Text fz="sm" data-testid="signed">
            {isSigned && (
              <IconLock size={15} style={{ verticalAlign: -2, marginRight: 6 }} aria-hidden="true" />
            )}
            {t(`work.signOff.${last.says}`, { reviewer: last.reviewer, at: moment(last.at) })}
            {last.reason !== null && ` ${t('work.quoted', { text: last.reason })}`}
          </Text>
        )}
        {!isSigned && left > 0 && (
          <div>
            <Text fz="sm">{t('work.notAccepted', { count: left })}</Text>
            <Button
              size="xs"
              variant="default"
              mt={6}
              onClick={() =>
                go({ screen: 'library', filter: { patient, examination, stages: [...NOT_ACCEPTED] } })
              }
            >
              {t('work.showThem')}
            </Button>
          </div>
        )}
        {missed.length > 0 && (
          <MissedFrames
            frames={missed}
            onOpen={(frame) =>
              go({ screen: 'annotate', filter: { patient, examination }, sort: undefined, frame })
            }
          />
        )}
        {me.can('review') && (isSigned || data.isReady) && (
          <>
            {needsReason && (
              <Textarea
                autosize
                minRows={2}
                maxRows={6}
                maxLength={2000}
                label={t(isSigned ? 'work.whyOpen' : 'work.whySign')}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
            )}
            <Button
              loading={isBusy}
              variant={isSigned ? 'default' : 'filled'}
              disabled={needsReason && words === ''}
              leftSection={isSigned ? <IconLockOpen size={16} /> : <IconSignature size={16} />}
              onClick={() =>
                act(
                  isSigned
                    ? client.work.unlock({ examination: id, reason: words })
                    : client.work.sign({ examination: id, ...(words && { reason: words }) }),
                )
              }
            >
              {t(isSigned ? 'work.unlock' : missed.length > 0 ? 'work.signAnyway' : 'work.sign')}
            </Button>
          </>
        )}
      </Stack>
    </section>
  )
}

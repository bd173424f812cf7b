import { Button, Popover, Radio, Stack, Text, Textarea } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ReviewReason, reviewReasons } from '../../../../shared/domain/reviewReasons.ts'

interface Props {
  /** Whose mask it is. */
  readonly reader: string
  readonly disabled: boolean
  readonly onReturn: (reason: ReviewReason, text: string | undefined) => void
}

/** Sends a mask back with a reason, and words where there are any. */
export function ReturnForm({ reader, disabled, onReturn }: Props) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState<ReviewReason>()
  const [text, setText] = useState('')
  const give = () => {
    if (!reason) return
    onReturn(reason, text.trim() || undefined)
    setOpen(false)
    setReason(undefined)
    setText('')
  }
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      width={320}
      position="bottom-end"
      shadow="md"
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          disabled={disabled}
          leftSection={<IconArrowBackUp size={16} />}
          onClick={() => setOpen(!isOpen)}
        >
          {t('work.return')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text fz="sm" fw={600}>
            {t('work.returnTo', { reader })}
          </Text>
          <Radio.Group
            value={reason ?? ''}
            onChange={(value) => setReason(reviewReasons.find((one) => one === value))}
            label={t('work.why')}
          >
            <Stack gap={6} mt={6}>
              {reviewReasons.map((one) => (
                <Radio key={one} size="xs" value={one} label={t(`reviewReasons.${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            size="xs"
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            label={t('work.words')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button size="xs" disabled={!reason} onClick={give}>
            {t('work.returnNow')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

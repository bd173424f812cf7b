import { Button, Group, NumberInput, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lengthText } from '../../../../ui/measureText.ts'
import type { Desk } from '../setup/Desk.ts'

interface Props {
  /** Length of its line, frame px. */
  readonly measured: number | null
  readonly desk: Desk
}

/** What the ruler measures; where its line lies along something of known length, that calibrates the frame. */
export function RulerOptions({ measured, desk }: Props) {
  const { acts } = desk
  const { mmPerPixel } = desk.place
  const { readOnly } = desk.settings
  const { t } = useTranslation()
  const [known, setKnown] = useState<number | string>('')
  if (measured === null)
    return (
      <Text fz="sm" className="quiet cut">
        {t('annotate.hint.ruler')}
      </Text>
    )
  return (
    <Group gap="xs" wrap="nowrap">
      <Text fz="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
        {lengthText(t, measured, mmPerPixel)}
      </Text>
      <NumberInput
        size="xs"
        w={92}
        min={0.1}
        max={1000}
        decimalScale={2}
        hideControls
        disabled={readOnly}
        placeholder={t('annotate.knownMm')}
        aria-label={t('annotate.knownLength')}
        value={known}
        onChange={setKnown}
      />
      <Button
        size="compact-sm"
        variant="default"
        disabled={readOnly || typeof known !== 'number' || known <= 0 || measured < 2}
        onClick={() => {
          if (typeof known === 'number') acts.calibrate(known / measured)
          setKnown('')
        }}
      >
        {t('annotate.calibrate')}
      </Button>
      {mmPerPixel !== null && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          disabled={readOnly}
          onClick={() => acts.calibrate(null)}
        >
          {t('annotate.uncalibrate')}
        </Button>
      )}
    </Group>
  )
}

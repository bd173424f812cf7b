import { Group, NumberInput, Select, Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { methodKinds } from '../../../shared/trainer/methods/index.ts'
import { CoreLimit } from './CoreLimit.tsx'
import { Fold } from './Fold.tsx'
import type { RoundWishes } from './roundWishes.ts'

interface Props {
  readonly wishes: RoundWishes
  /** The one chosen, or the one that fits. */
  readonly method: string
  /** Steps that the chosen time comes to, or those set here. */
  readonly steps: number
  readonly onChange: (change: Partial<RoundWishes>) => void
}

/** What an engineer may want to set by hand. */
export function AdvancedOptions({ wishes, method, steps, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <Fold title={t('train.advanced')}>
      <Group align="flex-end" mt="xs">
        <Select
          w={285}
          label={t('train.method')}
          allowDeselect={false}
          value={method}
          onChange={(chosen) => onChange({ method: chosen })}
          data={methodKinds.map(({ name }) => ({ value: name, label: t(`train.choice.${name}`) }))}
          renderOption={({ option }) => (
            <Tooltip label={t(`train.means.${option.value}`)} position="right" multiline w={300}>
              <Text fz="sm">{option.label}</Text>
            </Tooltip>
          )}
        />
        <NumberInput
          w={100}
          label={t('train.steps')}
          min={1}
          max={200_000}
          step={50}
          value={steps}
          onChange={(value) => {
            if (Number(value) !== steps) onChange({ steps: Number(value) || 1 })
          }}
        />
        <NumberInput
          w={100}
          label={t('train.size')}
          min={32}
          max={1024}
          step={32}
          suffix=" px"
          value={wishes.size}
          clampBehavior="blur"
          onChange={(value) => onChange({ size: Number(value) || 32 })}
        />
        <NumberInput
          w={100}
          label={t('train.batch')}
          min={1}
          max={64}
          value={wishes.batch}
          onChange={(value) => onChange({ batch: Number(value) || 1 })}
        />
        <NumberInput
          w={80}
          label={t('train.seed')}
          min={0}
          allowDecimal={false}
          value={wishes.seed}
          onChange={(value) => onChange({ seed: Number(value) || 0 })}
        />
        <NumberInput
          w={140}
          label={t('train.stopAfter')}
          placeholder={t('train.stopNever')}
          min={1}
          step={10}
          suffix={` ${t('train.minutes')}`}
          value={wishes.stopAfterMinutes ?? ''}
          onChange={(value) => onChange({ stopAfterMinutes: Number(value) || null })}
        />
        <CoreLimit threads={wishes.threads} onChange={(threads) => onChange({ threads })} />
      </Group>
    </Fold>
  )
}

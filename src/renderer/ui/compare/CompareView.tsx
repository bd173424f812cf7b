import './compare.css'
import { ActionIcon, Button, Group, Text } from '@mantine/core'
import { IconArrowRight, IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Side, Swipe } from './Swipe.tsx'

interface Props {
  readonly frame: number
  readonly name: string
  readonly patient: string
  readonly label: number | null
  readonly left: Side
  readonly right: Side
  /** What is said of the frame beside its name. */
  readonly children?: ReactNode
  /** To the frame before and behind it; undefined where there is none. */
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
  readonly onOpen: () => void
  readonly onClose: () => void
}

/** One frame, large, as two models see it, with a swipe between them, and the way to the next one. */
export function CompareView({ name, patient, children, onOpen, onClose, ...rest }: Props) {
  const { t } = useTranslation()
  const { onPrevious, onNext, ...swipe } = rest
  return (
    <section aria-label={t('compare.title', { name })} data-testid="compare-view" data-frame={swipe.frame}>
      <div className="compare-bar">
        <Text fz="sm" className="cut" title={`${name} · ${patient}`}>
          <strong>{name}</strong> <span className="quiet">{patient}</span> {children}
        </Text>
        <Group gap="xs" wrap="nowrap" flex="none">
          <Step label={t('compare.previous')} onClick={onPrevious}>
            <IconChevronLeft size={16} />
          </Step>
          <Step label={t('compare.next')} onClick={onNext}>
            <IconChevronRight size={16} />
          </Step>
          <Button
            size="compact-sm"
            variant="default"
            rightSection={<IconArrowRight size={14} />}
            onClick={onOpen}
          >
            {t('compare.open')}
          </Button>
          <Step label={t('compare.close')} onClick={onClose}>
            <IconX size={16} />
          </Step>
        </Group>
      </div>
      <Swipe {...swipe} />
      <Text className="quiet" fz="sm" mt={6} ta="center">
        {t('compare.hint')}
      </Text>
    </section>
  )
}

function Step(props: { label: string; onClick: (() => void) | undefined; children: ReactNode }) {
  const { label, onClick, children } = props
  return (
    <ActionIcon
      variant="default"
      aria-label={label}
      title={label}
      disabled={!onClick}
      onClick={() => onClick?.()}
    >
      {children}
    </ActionIcon>
  )
}

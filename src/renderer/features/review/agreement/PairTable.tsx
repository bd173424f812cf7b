import { Group, Table, Text } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { PairAgreement } from '../../../../shared/contract/agreement.ts'
import { kappaWord } from '../../../../shared/domain/agreement/kappa.ts'
import { className } from '../../../api/className.ts'
import { useStudy } from '../../../api/EngineContext.ts'
import { Explained } from '../../../ui/Explained.tsx'
import { DisputedBar } from './DisputedBar.tsx'

interface Props {
  readonly pairs: readonly PairAgreement[]
  /** How exact an outline has to be, in px and mm. */
  readonly px: number
  readonly mm: number
}

const figure = (value: number | null) => (value === null ? '–' : value.toFixed(2))

/** Every pair of readers: all classes together, class by class, and how they differ. */
export function PairTable({ pairs, px, mm }: Props) {
  const { t } = useTranslation()
  const isCalibrated = pairs.some(({ classes }) => classes.some(({ calibrated }) => calibrated > 0))
  const columns = ['frames', 'dice', 'surface', ...(isCalibrated ? ['surfaceMm'] : []), 'kappa']
  return (
    <section className="card">
      <Group gap={6}>
        <Text fw={600}>{t('agreement.title')}</Text>
        <Explained text={t('agreement.means')} />
      </Group>
      <Table aria-label={t('agreement.title')} verticalSpacing={6} mt="sm" className="pair-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('agreement.pair')}</Table.Th>
            {columns.map((column) => (
              <Table.Th key={column} ta={column === 'kappa' ? 'left' : 'right'}>
                {t(`agreement.column.${column}`, { px, mm })}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {pairs.map((pair) => (
            <PairRows key={pair.readers.join('\u001f')} pair={pair} isCalibrated={isCalibrated} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

function PairRows({ pair, isCalibrated }: { pair: PairAgreement; isCalibrated: boolean }) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  const { readers, frames, lesionFree, dice, kappa, disputed } = pair
  const names = t('agreement.two', { one: readers[0], other: readers[1] })
  const span = isCalibrated ? 6 : 5
  return (
    <Fragment>
      <Table.Tr data-pair={readers.join(' & ')} className="pair-names">
        <Table.Td fw={600} colSpan={span}>
          {names}
        </Table.Td>
      </Table.Tr>
      <Table.Tr>
        <Table.Td>
          <span className="pair-class">{t('agreement.allClasses')}</span>
        </Table.Td>
        <Table.Td ta="right">{frames}</Table.Td>
        <Table.Td ta="right">{figure(dice)}</Table.Td>
        <Table.Td />
        {isCalibrated && <Table.Td />}
        <Kappa kappa={kappa} />
      </Table.Tr>
      {pair.classes.map((one) => (
        <Table.Tr key={one.class}>
          <Table.Td>
            <span className="pair-class">
              <span className="swatch" style={{ background: classes[one.class]?.colour }} />
              {className(t, classes[one.class]?.name ?? String(one.class))}
            </span>
          </Table.Td>
          <Table.Td ta="right">{one.frames}</Table.Td>
          <Table.Td ta="right">{figure(one.dice)}</Table.Td>
          <Table.Td ta="right">{figure(one.surface)}</Table.Td>
          {isCalibrated && <Table.Td ta="right">{figure(one.surfaceMm)}</Table.Td>}
          <Kappa kappa={one.kappa} />
        </Table.Tr>
      ))}
      <Table.Tr className="pair-bar">
        <Table.Td colSpan={span}>
          <DisputedBar disputed={disputed} />
          {lesionFree > 0 && (
            <Text className="quiet" fz="xs" mt={4}>
              {t('agreement.lesionFree', { count: lesionFree })}
            </Text>
          )}
        </Table.Td>
      </Table.Tr>
    </Fragment>
  )
}

/** Kappa as a number, and the word that people know it by. */
function Kappa({ kappa }: { kappa: number | null }) {
  const { t } = useTranslation()
  return (
    <Table.Td>
      {figure(kappa)}
      {kappa !== null && <span className="quiet"> {t(`agreement.word.${kappaWord(kappa)}`)}</span>}
    </Table.Td>
  )
}

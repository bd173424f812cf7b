import './remarks.css'
import { Button, Group, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../../keyboard/commandText.ts'
import { useKeyboard } from '../../../keyboard/Keyboard.tsx'
import type { Desk } from '../desk/setup/Desk.ts'
import { RemarkForm } from './RemarkForm.tsx'
import { RemarkThread } from './RemarkThread.tsx'
import type { Remarking } from './useRemarks.ts'

/** "Remarks (2)": with how many of them somebody has still to see to. */
export function remarksTitle(t: TFunction, { threads }: Remarking): string {
  const open = threads.filter(({ remark }) => remark.settled === null).length
  return open === 0 ? t('reviewing.remarks.title') : t('reviewing.remarks.titleOpen', { open })
}

/** The remarks on a frame, those on places of it with their pins' numbers, and the way to make one. */
export function Remarks({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const { keys } = useKeyboard()
  const { remarks, open } = desk
  const { threads, draft } = remarks
  const toCanvas = () => open.place.current?.focus({ preventScroll: true })
  return (
    <div data-testid="remarks">
      {threads.length === 0 && !draft && (
        <Text fz="sm" className="quiet">
          {t('reviewing.remarks.none')}
        </Text>
      )}
      <ul className="remarks">
        {threads.map((thread) => (
          <RemarkThread
            key={thread.remark.id}
            thread={thread}
            remarks={remarks}
            onShow={(place) => open.editor.current?.view.centreOn(place)}
            onDone={toCanvas}
          />
        ))}
      </ul>
      {draft && (
        <RemarkForm
          key={JSON.stringify(draft)}
          label={t(draft.place ? 'reviewing.remarks.here' : 'reviewing.remarks.ofFrame')}
          onAdd={async (text) => {
            const isSaved = await remarks.add(text)
            if (isSaved) toCanvas()
            return isSaved
          }}
          onDrop={() => {
            remarks.drop()
            toCanvas()
          }}
        />
      )}
      {remarks.mayWrite && !draft && (
        <Group gap={6} mt={6}>
          <Button size="compact-xs" variant="default" onClick={() => remarks.begin(null)}>
            {t('reviewing.remarks.new')}
          </Button>
          <Text fz="xs" className="quiet">
            {withKey(t('reviewing.remarks.pinHint'), keys('remark'))}
          </Text>
        </Group>
      )}
    </div>
  )
}

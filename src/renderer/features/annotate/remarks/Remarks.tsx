import './remarks.css'
import { Button, Group, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Comment } from '../../../../shared/contract/comments.ts'
import { withKey } from '../../../keyboard/commandText.ts'
import { useKeyboard } from '../../../keyboard/Keyboard.tsx'
import { RemarkForm } from './RemarkForm.tsx'
import { RemarkThread } from './RemarkThread.tsx'
import type { Remarking } from './useRemarks.ts'

/** "Remarks (2)": with how many of them somebody has still to see to. */
export function remarksTitle(t: TFunction, { threads }: Remarking): string {
  const open = threads.filter(({ remark }) => remark.settled === null).length
  return open === 0 ? t('reviewing.remarks.title') : t('reviewing.remarks.titleOpen', { open })
}

interface Props {
  readonly remarks: Remarking
  readonly onShow: (place: NonNullable<Comment['place']>) => void
  /** The keyboard goes back to the canvas. */
  readonly onDone: () => void
}

/** The remarks on a frame, those on places of it with their pins' numbers, and the way to make one. */
export function Remarks({ remarks, onShow, onDone }: Props) {
  const { t } = useTranslation()
  const { keys } = useKeyboard()
  const { threads, draft } = remarks
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
            onShow={onShow}
            onDone={onDone}
          />
        ))}
      </ul>
      {draft && (
        <RemarkForm
          key={JSON.stringify(draft)}
          label={t(draft.place ? 'reviewing.remarks.here' : 'reviewing.remarks.ofFrame')}
          onAdd={async (text) => {
            const isSaved = await remarks.add(text)
            if (isSaved) onDone()
            return isSaved
          }}
          onDrop={() => {
            remarks.drop()
            onDone()
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

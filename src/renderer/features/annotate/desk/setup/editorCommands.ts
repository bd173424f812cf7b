import i18next from 'i18next'
import { IGNORE } from '../../../../../shared/domain/labelClass.ts'
import { plainWindow } from '../../../../../shared/domain/window.ts'
import type { LayerLook } from '../../../../editor/EditorSettings.ts'
import { withLook } from '../../../../editor/looks.ts'
import { type Overwrite, toggledLock } from '../../../../editor/rules.ts'
import { tools } from '../../../../editor/tools/index.ts'
import type { Handlers } from '../../../../keyboard/CommandKind.ts'
import { say } from '../../../../ui/say.ts'
import { type CleanUp, cleanUps } from '../acts/cleanUps.ts'
import type { Desk } from './Desk.ts'

const TURN = 15
const ZOOM = 1.25
const STRENGTH = 0.05

/** What each command of `commands.ts` does at this desk. */
export function editorCommands(desk: Desk): Handlers {
  const { open, acts, place, change, take, assist } = desk
  const editor = () => open.editor.current
  return {
    ...Object.fromEntries(tools.map(({ id }) => [`tool.${id}`, () => change({ tool: id })])),
    'tool.box': () => (assist.off === undefined ? change({ tool: 'box' }) : say(assist.off)),
    ...Object.fromEntries(Array.from({ length: 8 }, (_, c) => [`class.${c}`, () => take(c)])),
    ...Object.fromEntries(
      (Object.keys(cleanUps) as CleanUp[]).map((name) => [`clean.${name}`, () => acts.cleanUp(name)]),
    ),
    ...held(desk),
    ...view(desk),
    ...layers(desk),
    'class.ignore': () => take(IGNORE),
    'class.swap': () => take(desk.lastValue),
    // A tool without a size takes more or less of what it is about.
    'size.down': () => editor()?.tune(-1) || desk.resize(-1),
    'size.up': () => editor()?.tune(1) || desk.resize(1),
    'size.down10': () => editor()?.tune(-5) || desk.resize(-10),
    'size.up10': () => editor()?.tune(5) || desk.resize(10),
    'rule.overwrite'() {
      const { rules } = desk.kept
      change({ rules: { ...rules, overwrite: nextOverwrite(rules.overwrite, desk.classes) } })
    },
    'rule.lock': () => change({ rules: toggledLock(desk.kept.rules, desk.kept.value) }),
    'history.undo': () => editor()?.undo(),
    'history.redo': () => editor()?.redo(),
    snap: acts.snap,
    'repeat.plain': () => acts.copyFrom('previous', 'plain'),
    'repeat.aligned': () => acts.copyFrom('previous', 'aligned'),
    'repeat.snapped': () => acts.copyFrom('previous', 'snapped'),
    'repeat.next': () => acts.copyFrom('next', 'plain'),
    interpolate: acts.interpolate,
    nuisances: acts.proposeIgnored,
    'pointer.toggle': () => editor()?.keyboardPointer.toggle(),
    'go.next': place.goNext,
    'go.previous': place.goPrevious,
    'go.nextExamination': () => place.goToExamination(1),
    'go.previousExamination': () => place.goToExamination(-1),
    'go.valuable': place.goToValuable,
    'go.unlabelled': place.goToUnlabelled,
    finish: () => editor()?.finish(),
    cancel: () => editor()?.cancel(false),
    back: () => editor()?.cancel(true),
    submit: () => acts.declare('done') && place.goOn(),
    noLesion: () => acts.declare('noLesion') && place.goOn(),
    skip: () => acts.declare('skipped') && place.goOn(),
    noLabel: () => void acts.declare('open'),
    remark: () => desk.remarks.begin(editor()?.pointer ?? null),
  }
}

const held = ({ open: { editor } }: Desk): Handlers => ({
  'eraser.hold': {
    down: () => editor.current?.hold({ alt: true }),
    up: () => editor.current?.hold({ alt: false }),
  },
  'layers.bare': {
    down: () => editor.current?.hold({ bare: true }),
    up: () => editor.current?.hold({ bare: false }),
  },
  'layers.fill': {
    down: () => editor.current?.hold({ fill: true }),
    up: () => editor.current?.hold({ fill: false }),
  },
  'view.pan': {
    down: () => editor.current?.hold({ space: true }),
    up: () => editor.current?.hold({ space: false }),
  },
})

const view = ({ open: { editor }, kept, change }: Desk): Handlers => ({
  'view.fit': () => editor.current?.view.fit(),
  'view.actual': () => editor.current?.view.actualSize(),
  'view.in': () => editor.current?.view.zoomCentre(ZOOM),
  'view.out': () => editor.current?.view.zoomCentre(1 / ZOOM),
  'view.left': () => editor.current?.view.turn(-TURN),
  'view.right': () => editor.current?.view.turn(TURN),
  'view.reset'() {
    editor.current?.view.reset()
    change({ window: plainWindow })
  },
  'view.panels': () => change({ alone: !kept.alone }),
})

function layers({ kept, change, place, view }: Desk): Handlers {
  const mask = (part: Partial<LayerLook>) => change(withLook(kept, 'mask', { ...kept.mask, ...part }))
  const { filled, fill, line } = kept.mask
  const strength = (by: number) => {
    const next = Math.min(1, Math.max(0, (filled ? fill : line) + by))
    mask(filled ? { fill: next } : { line: next })
  }
  return {
    'layers.labels': () => mask({ shown: !kept.mask.shown }),
    'layers.model': () => change(withLook(kept, 'model', { ...kept.model, shown: !kept.model.shown })),
    'layers.uncertainty': () => change({ heat: kept.heat === 'off' ? kept.lastHeat : 'off' }),
    'layers.ask': view.ask,
    'layers.outline': () => mask({ filled: !filled }),
    'layers.linked'() {
      if (place.linked.length > 0) change({ linked: !kept.linked })
      else say(i18next.t('annotate.notLinked'))
    },
    'opacity.down': () => strength(-STRENGTH),
    'opacity.up': () => strength(STRENGTH),
  }
}

/** Everything, only background, only the first lesion class and so on, and round again. */
function nextOverwrite(now: Overwrite, classes: number): Overwrite {
  const all: readonly Overwrite[] = [
    'all',
    'background',
    ...Array.from({ length: classes - 1 }, (_, i) => i + 1),
  ]
  return all[(all.indexOf(now) + 1) % all.length] ?? 'all'
}

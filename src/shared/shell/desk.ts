import * as z from 'zod'

const text = z.string().max(300)
const path = z.string().max(4096)

/** An entry of the system's menu: a command of the window's, a study opened before, something the system does itself, or a line. */
const menuEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('command'),
    id: text,
    label: text,
    keys: text.optional(),
    enabled: z.boolean(),
  }),
  z.object({ kind: z.literal('study'), label: text, folder: path }),
  z.object({
    kind: z.literal('role'),
    role: z.enum(['cut', 'copy', 'paste', 'selectAll', 'togglefullscreen', 'quit']),
    label: text,
  }),
  z.object({ kind: z.literal('line') }),
])
export type MenuEntry = z.infer<typeof menuEntry>

/** A menu: entries, or a menu within it. */
const menuPart = z.object({
  label: text,
  entries: z
    .array(
      z.union([
        menuEntry,
        z.object({ kind: z.literal('menu'), label: text, entries: z.array(menuEntry).max(40) }),
      ]),
    )
    .max(40),
})
export const systemMenu = z.array(menuPart).max(10)
export type SystemMenu = z.infer<typeof systemMenu>

/** An error without its message: `LoggedError`, as a page may tell it. Nothing else gets through. */
const pageError = z.object({
  kind: z.string().regex(/^\w{1,40}$/),
  code: z
    .string()
    .regex(/^\w{1,40}$/)
    .optional(),
  at: z
    .array(
      z
        .string()
        .max(200)
        .regex(/^[\w$.<>]+ [\w.-]+\.[cm]?[jt]s:\d+:\d+$/),
    )
    .max(8),
})

/** What is chosen in the system's own window: a folder, files, or a file that is still to be made. */
export const choice = z.enum(['folder', 'files', 'newFile'])
export type Choice = z.infer<typeof choice>

/** What the app's own page asks of the shell, besides servers. */
export const deskQuestion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('choose'), choice, title: text, start: path.optional() }),
  /** What the menu holds, and whether the window is dark: the system's own parts are drawn to go with it. */
  z.object({ kind: z.literal('menu'), menu: systemMenu, isDark: z.boolean() }),
  /** What was handed to the app, by a double click or on its command line, and not asked for yet. */
  z.object({ kind: z.literal('handed') }),
  /** Reports of what died that nobody has seen yet. */
  z.object({ kind: z.literal('crashes') }),
  z.object({ kind: z.literal('crashesSeen') }),
  z.object({ kind: z.literal('saveCrash'), name: text }),
  /** An error of the page's that nobody caught. */
  z.object({ kind: z.literal('broke'), error: pageError }),
  z.object({ kind: z.literal('showLog') }),
  /** By what the window is drawn. */
  z.object({ kind: z.literal('drawnBy') }),
])
export type DeskQuestion = z.infer<typeof deskQuestion>
export type DeskKind = DeskQuestion['kind']

/** Something handed to the app from outside the window: a study, an update, or frames to bring in. */
export const handed = z.object({ kind: z.enum(['study', 'update', 'frames']), path })
export type Handed = z.infer<typeof handed>

const nothing = z.object({})

/** What the shell answers each with. */
export const deskAnswers = {
  /** Null where it was called off. */
  choose: z.object({ paths: z.array(z.string()).nullable() }),
  menu: nothing,
  handed: z.object({ handed: z.array(handed) }),
  crashes: z.object({ crashes: z.array(z.object({ name: z.string(), text: z.string() })) }),
  crashesSeen: nothing,
  /** Null where it was called off. */
  saveCrash: z.object({ file: z.string().nullable() }),
  broke: nothing,
  showLog: nothing,
  drawnBy: z.object({ drawnBy: z.string() }),
} as const satisfies Record<DeskKind, z.ZodType>
export type DeskAnswer<K extends DeskKind> = z.infer<(typeof deskAnswers)[K]>

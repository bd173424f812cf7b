/** The directions of DESIGN §2. Each rule's name says what it forbids; tests/unit/architecture.test.ts runs it. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** The rooms of annotate: which others each knows, and the files by which it is entered. */
const annotateRooms = {
  place: { knows: [], doors: ['useFramePlace', 'placeQuery', 'reviewQuery', 'useFrozenList', 'PlaceBar'] },
  saving: { knows: [], doors: ['useFrameQueue', 'strokeQueues', 'SaveState', 'rescueFile', 'keptSettings'] },
  remarks: { knows: [], doors: ['useRemarks', 'commentsQuery', 'Remarks', 'RemarkPins'] },
  reviewing: {
    knows: ['remarks'],
    doors: [
      'reviewCommands',
      'useReviewing',
      'useReviewKeys',
      'OnDesk',
      'FindingLines',
      'ReviewBar',
      'ReviewSide',
    ],
  },
  desk: {
    knows: ['place', 'saving', 'remarks', 'reviewing'],
    doors: ['FrameDesk', 'setup/Desk', 'frame/useOpenedFrame'],
  },
  panels: { knows: ['place', 'saving', 'remarks', 'desk'], doors: ['SidePanel'] },
}

/** The trainer's floors, lowest first: each room knows the floors below it, and none beside it. */
const trainerFloors = [
  ['failures'],
  ['tensorflow'],
  ['ops'],
  ['nets'],
  ['weights', 'losses', 'data', 'metrics'],
  ['pseudoLabels', 'learners', 'predict'],
  ['methods'],
  ['loop'],
  ['exchange', 'diagnose', 'bench'],
]

const onTrainerFloors = trainerFloors.flatMap((rooms, floor) =>
  rooms.map((room) => {
    const below = [room, ...trainerFloors.slice(0, floor).flat()]
    return rule(
      'trainer-rooms-stand-on-floors',
      'What runs a method is not known to it.',
      { path: `^src/main/trainer/${room}/` },
      { path: `^src/main/trainer/(?!(${below.join('|')})/)` },
    )
  }),
)

module.exports = {
  forbidden: [
    rule('no-cycles', 'An import cycle is a missing module.', {}, { circular: true }),
    rule(
      'shared-stands-alone',
      'The floor knows no process.',
      { path: '^src/shared/' },
      { path: '^src/(main|preload|renderer)/' },
    ),
    rule(
      'renderer-never-imports-main',
      'Talk through the contract.',
      { path: '^src/renderer/' },
      { path: '^src/(main|preload)/' },
    ),
    rule(
      'preload-hands-over-a-port',
      'It imports nothing of ours.',
      { path: '^src/preload/' },
      { path: '^src/', pathNot: '^src/preload/' },
    ),
    rule(
      'trainer-knows-only-shared',
      'It runs alone: no catalogue, no window.',
      { path: '^src/main/trainer/' },
      {
        path: ['^src/main/(?!trainer/|files/|process/)', 'node_modules/(electron|better-sqlite3|kysely)/'],
      },
    ),
    rule(
      'assistant-knows-only-shared',
      'It runs alone: no catalogue, no window, no trainer.',
      { path: '^src/main/assistant/' },
      {
        path: ['^src/main/(?!assistant/|files/|process/)', 'node_modules/(electron|better-sqlite3|kysely)/'],
      },
    ),
    rule(
      'onnx-runtime-in-the-assistant-only',
      'It computes for seconds on the thread that asks.',
      { path: '^src/', pathNot: '^src/main/assistant/' },
      { path: 'node_modules/onnxruntime-' },
    ),
    ...onTrainerFloors,
    rule(
      'install-stands-below',
      'The shell asks it before there is an engine, and the build without one.',
      { path: '^src/main/install/' },
      { path: ['^src/main/(?!install/|files/)', 'node_modules/(electron|better-sqlite3|kysely)/'] },
    ),
    rule(
      'engine-never-imports-upward',
      'Shell, server and command line stand on it.',
      { path: '^src/main/engine/' },
      { path: ['^src/main/(shell|server|cli|api|trainer|assistant)/', 'node_modules/electron/'] },
    ),
    rule(
      'store-is-the-floor-of-the-engine',
      'Services stand on it.',
      { path: '^src/main/engine/store/' },
      { path: '^src/main/engine/(?!store/)' },
    ),
    rule(
      'sqlite-in-the-store-only',
      'Others see typed questions and Kysely; a bare connection knows nothing of whose transaction is open.',
      { path: '^src/', pathNot: '^src/main/engine/store/' },
      { path: ['node_modules/(@types/)?better-sqlite3/', '^src/main/engine/store/connection\\.ts$'] },
    ),
    rule(
      'one-door-per-service',
      'Reach another service only through its XService.ts.',
      { path: '^src/main/engine/([^/]+)/' },
      {
        path: '^src/main/engine/(?!(?:store|study|machine)/)[^/]+/',
        pathNot: [
          '^src/main/engine/$1/',
          'Service\\.ts$',
          '^src/main/engine/import/found/Incoming\\.ts$',
          // Within a transaction of whoever writes.
          '^src/main/engine/work/(writeVerdict|signed)\\.ts$',
        ],
      },
    ),
    rule(
      'engine-is-reached-through-doors',
      'Engine.ts, an XService.ts, or a type; benches time what lies behind them.',
      { path: '^src/main/(?:api|cli|server|shell|[^/]+\\.ts)', pathNot: '^src/main/cli/bench/' },
      {
        path: '^src/main/engine/[^/]+/',
        pathNot: ['Service\\.ts$', '^src/main/engine/study/'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'trainers-start-in-jobs-only',
      'Ask `JobService`.',
      { path: '^src/', pathNot: '^src/main/engine/jobs/' },
      { path: '^src/main/engine/jobs/', pathNot: '/JobService\\.ts$' },
    ),
    rule(
      'methods-do-not-know-each-other',
      'Share through losses, loop or data.',
      { path: '^src/main/trainer/methods/(?!index)([^/.]+)' },
      { path: '^src/main/trainer/methods/', pathNot: ['^src/main/trainer/methods/$1', '/Method\\.ts$'] },
    ),
    rule(
      'features-do-not-know-each-other',
      'Share through ui, api or editor.',
      { path: '^src/renderer/features/([^/]+)/' },
      { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    ),
    ...Object.entries(annotateRooms).flatMap(([room, { knows, doors }]) => [
      rule(
        `annotate-${room}-knows-its-neighbours`,
        'Rooms stand on one another in one order.',
        { path: `^src/renderer/features/annotate/${room}/` },
        {
          path: '^src/renderer/features/annotate/',
          pathNot: [room, ...knows].map((other) => `^src/renderer/features/annotate/${other}/`),
        },
      ),
      rule(
        `annotate-${room}-has-doors`,
        'What else is in a room is its own.',
        { path: '^src/', pathNot: `^src/renderer/features/annotate/${room}/` },
        {
          path: `^src/renderer/features/annotate/${room}/`,
          pathNot: doors.map((door) => `^src/renderer/features/annotate/${room}/${door}\\.tsx?$`),
        },
      ),
    ]),
    rule(
      'features-never-import-the-app',
      'The app shows features.',
      { path: '^src/renderer/(features|editor|ui|api)/' },
      { path: '^src/renderer/app/' },
    ),
    rule(
      'editor-has-no-react',
      'The canvas outlives any component.',
      { path: '^src/renderer/editor/' },
      { path: ['node_modules/(react|react-dom|@mantine)/', '^src/renderer/(features|ui|api)/'] },
    ),
    rule(
      'electron-in-the-shell-only',
      'Everything else runs without it.',
      { path: '^src/main/(?!shell/|index\\.ts)' },
      { path: 'node_modules/electron/' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}

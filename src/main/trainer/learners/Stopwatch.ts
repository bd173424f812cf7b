/** The parts of a step that are timed apart. */
export type Phase = 'teacher' | 'student' | 'contrast' | 'backward' | 'update'

/** Seconds spent in each phase since the last `take`. TensorFlow's CPU calls return when they are done. */
export class Stopwatch {
  private readonly spent = new Map<Phase, number>()

  time<T>(phase: Phase, work: () => T): T {
    const from = performance.now()
    try {
      return work()
    } finally {
      this.spent.set(phase, (this.spent.get(phase) ?? 0) + (performance.now() - from) / 1000)
    }
  }

  /** The times so far; starts again from zero. */
  take(): Readonly<Record<Phase, number>> {
    const of = (phase: Phase) => this.spent.get(phase) ?? 0
    const taken = {
      teacher: of('teacher'),
      student: of('student'),
      contrast: of('contrast'),
      backward: of('backward'),
      update: of('update'),
    }
    this.spent.clear()
    return taken
  }
}

import type { TaskList } from 'graphile-worker'
import { advance, lookForDue, versionTakesEffect } from './advance-task'
import { importTask } from './import-task'
import { sweep } from './sweep-task'

/** What the worker can do. A task gets ids only; it reads the rest from the database, under its tenant. */
export const tasks: TaskList = {
  advance,
  import: importTask,
  look_for_due: lookForDue,
  sweep,
  take_effect: versionTakesEffect,
}

/** When it does something by itself: lines of `minute hour day month weekday task`, in UTC. */
export const schedule: readonly string[] = ['* * * * * look_for_due', '17 3 * * * sweep']

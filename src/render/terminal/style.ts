import type { Paint } from './paint.ts'

/** How lines are made for one terminal. `width` in columns. */
export interface Style {
  readonly paint: Paint
  readonly width: number
}

/** A flow that calls the flow in question as a subflow. */
export interface Caller {
  /** `namespace/id` */
  readonly name: string
  /** The names of the inputs it passes. */
  readonly inputs: readonly string[]
}

package engine;

import io.kestra.core.models.executions.Execution;

/** How executions begin and are ended: through queues, which each generation names and fills differently. */
interface ExecutionQueues {
    /** Lets it begin with all that it has (inputs, kind, trigger, fixtures). The scheduled date is not among it. */
    void begin(Execution execution);

    void kill(Execution execution, boolean isWithChildren);
}

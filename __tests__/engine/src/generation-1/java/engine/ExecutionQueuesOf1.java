package engine;

import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.executions.ExecutionKilled;
import io.kestra.core.models.executions.ExecutionKilledExecution;
import io.kestra.core.queues.QueueException;
import io.kestra.core.queues.QueueFactoryInterface;
import io.kestra.core.queues.QueueInterface;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Before 2.0 the execution itself is sent, as it is to begin. */
@Singleton
public class ExecutionQueuesOf1 implements ExecutionQueues {
    private final QueueInterface<Execution> executions;
    private final QueueInterface<ExecutionKilled> killed;

    ExecutionQueuesOf1(
        @Named(QueueFactoryInterface.EXECUTION_NAMED) QueueInterface<Execution> executions,
        @Named(QueueFactoryInterface.KILL_NAMED) QueueInterface<ExecutionKilled> killed
    ) {
        this.executions = executions;
        this.killed = killed;
    }

    @Override
    public void begin(Execution execution) {
        emit(executions, execution);
    }

    @Override
    public void kill(Execution execution, boolean isWithChildren) {
        emit(killed, ExecutionKilledExecution.builder()
            .state(ExecutionKilled.State.REQUESTED)
            .executionId(execution.getId())
            .isOnKillCascade(isWithChildren)
            .tenantId(execution.getTenantId())
            .build());
    }

    private static <T> void emit(QueueInterface<T> queue, T message) {
        try {
            queue.emit(message);
        } catch (QueueException e) {
            throw new IllegalStateException(e);
        }
    }
}

package engine;

import java.time.Duration;
import java.util.function.Consumer;

import io.kestra.core.executor.command.Create;
import io.kestra.core.executor.command.ExecutionCommand;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.executions.ExecutionId;
import io.kestra.core.models.executions.ExecutionKilled;
import io.kestra.core.models.executions.ExecutionKilledExecution;
import io.kestra.core.queues.BroadcastQueueInterface;
import io.kestra.core.queues.DispatchQueueInterface;
import io.kestra.core.queues.QueueException;
import io.kestra.core.services.AsyncOperationWaiter;
import jakarta.inject.Singleton;

/** From 2.0 the executor is commanded to make the execution, and answers when it has. */
@Singleton
public class ExecutionQueuesOf2 implements ExecutionQueues {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final DispatchQueueInterface<ExecutionCommand> commands;
    private final BroadcastQueueInterface<ExecutionKilled> killed;
    private final AsyncOperationWaiter waiter;

    ExecutionQueuesOf2(
        DispatchQueueInterface<ExecutionCommand> commands, BroadcastQueueInterface<ExecutionKilled> killed, AsyncOperationWaiter waiter
    ) {
        this.commands = commands;
        this.killed = killed;
        this.waiter = waiter;
    }

    @Override
    public void begin(Execution execution) {
        ExecutionId id = new ExecutionId(
            execution.getTenantId(), execution.getNamespace(), execution.getFlowId(), execution.getId(), execution.getFlowRevision());
        Create create = Create.of(id)
            .withKind(execution.getKind())
            .withTrigger(execution.getTrigger())
            .withLabels(execution.getLabels())
            .withInputs(execution.getInputs())
            .withFixtures(execution.getFixtures())
            .withVariables(execution.getVariables());
        await(execution, operationId -> emit(() -> commands.emit(create.withOperationId(operationId))));
    }

    @Override
    public void kill(Execution execution, boolean isWithChildren) {
        await(execution, operationId -> emit(() -> killed.emit(ExecutionKilledExecution.builder()
            .state(ExecutionKilled.State.REQUESTED)
            .executionId(execution.getId())
            .isOnKillCascade(isWithChildren)
            .tenantId(execution.getTenantId())
            .operationId(operationId)
            .build())));
    }

    private void await(Execution execution, Consumer<String> emission) {
        waiter.submit(execution.getId(), emission, LONGEST).block(LONGEST);
    }

    private interface Emission {
        void emit() throws QueueException;
    }

    private static void emit(Emission emission) {
        try {
            emission.emit();
        } catch (QueueException e) {
            throw new IllegalStateException(e);
        }
    }
}

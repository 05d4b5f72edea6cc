package engine;

import java.util.Map;
import java.util.NoSuchElementException;

import io.kestra.core.exceptions.InternalException;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.repositories.ExecutionRepositoryInterface;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** What is done with one execution, at the paths before 2.0. */
@Controller("/api/v1/{tenant}/executions")
@Requires(property = Generation.PROPERTY, value = Generation.OF_1)
@ExecuteOn(TaskExecutors.BLOCKING)
public class ExecutionActionsOf1 {
    private final ExecutionRepositoryInterface executions;
    private final ExecutionQueues queues;
    private final Expressions expressions;

    ExecutionActionsOf1(ExecutionRepositoryInterface executions, ExecutionQueues queues, Expressions expressions) {
        this.executions = executions;
        this.queues = queues;
        this.expressions = expressions;
    }

    @Post("/{executionId}/eval/{taskRunId}")
    @Consumes(MediaType.TEXT_PLAIN)
    public Map<String, String> evaluate(String tenant, String executionId, String taskRunId, @Body String expression) throws InternalException {
        return expressions.ofTaskRun(tenant, executionId, taskRunId, expression);
    }

    @Delete("/{executionId}/kill")
    @Produces("text/json")
    public HttpResponse<?> kill(String tenant, String executionId, @QueryValue(defaultValue = "true") boolean isOnKillCascade) {
        Execution execution = executions.findById(tenant, executionId).orElseThrow(NoSuchElementException::new);
        if (execution.getState().isTerminated() && !isOnKillCascade) {
            throw new IllegalStateException("Execution is already finished, can't kill it");
        }
        queues.kill(execution, isOnKillCascade);
        return HttpResponse.accepted();
    }
}

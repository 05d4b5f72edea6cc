package engine;

import java.util.Map;
import java.util.NoSuchElementException;

import io.kestra.core.exceptions.IllegalVariableEvaluationException;
import io.kestra.core.exceptions.InternalException;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.executions.TaskRun;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.models.tasks.Task;
import io.kestra.core.repositories.ExecutionRepositoryInterface;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.runners.RunContext;
import io.kestra.core.runners.RunContextFactory;
import io.kestra.core.runners.SecureVariableRendererFactory;
import jakarta.inject.Singleton;

/** What an expression is in an execution, or in one of its task runs. */
@Singleton
public class Expressions {
    private final ExecutionRepositoryInterface executions;
    private final FlowRepositoryInterface flows;
    private final RunContextFactory contexts;
    private final SecureVariableRendererFactory withoutSecrets;

    Expressions(
        ExecutionRepositoryInterface executions, FlowRepositoryInterface flows, RunContextFactory contexts,
        SecureVariableRendererFactory withoutSecrets
    ) {
        this.executions = executions;
        this.flows = flows;
        this.contexts = contexts;
        this.withoutSecrets = withoutSecrets;
    }

    Map<String, String> ofExecution(String tenant, String executionId, String expression) {
        Execution execution = find(tenant, executionId);
        return evaluated(contexts.of(flows.findByExecution(execution), execution, false), expression);
    }

    Map<String, String> ofTaskRun(String tenant, String executionId, String taskRunId, String expression) throws InternalException {
        Execution execution = find(tenant, executionId);
        TaskRun run = execution.findTaskRunByTaskRunId(taskRunId);
        Flow flow = flows.findByExecution(execution);
        Task task = flow.findTaskByTaskId(run.getTaskId());
        return evaluated(contexts.of(flow, task, execution, run, false, withoutSecrets.createOrGet()), expression);
    }

    private Execution find(String tenant, String executionId) {
        return executions.findById(tenant, executionId)
            .orElseThrow(() -> new NoSuchElementException("Unable to find execution '" + executionId + "'"));
    }

    private static Map<String, String> evaluated(RunContext context, String expression) {
        try {
            String result = context.render(expression);
            return result == null ? Map.of() : Map.of("result", result);
        } catch (IllegalVariableEvaluationException e) {
            return Map.of("error", e.getMessage(), "stackTrace", e.toString());
        }
    }
}

package engine;

import java.util.*;

import io.kestra.core.models.flows.Flow;
import io.kestra.core.models.validations.ModelValidator;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.serializers.YamlParser;
import io.kestra.core.test.TestSuite;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.ConstraintViolationException;

/**
 * Runs a suite of flow tests on Kestra's own machinery: its model of suites, its fixtures, its executor and its assertions. What Kestra keeps
 * in its Enterprise edition is the part that puts them together; that is here, and small.
 */
@Controller("/_control/test")
public class TestOracle {
    @Introspected
    record Asked(String tenant, String suite) {
    }

    /** @param refused why the suite is none, else null; then `cases` is empty. */
    @Introspected
    record Told(@Nullable String refused, List<TestCaseRunner.Verdict> cases) {
    }

    private final FlowRepositoryInterface flows;
    private final ModelValidator validator;
    private final TestCaseRunner runner;

    TestOracle(FlowRepositoryInterface flows, ModelValidator validator, TestCaseRunner runner) {
        this.flows = flows;
        this.validator = validator;
        this.runner = runner;
    }

    @Post
    @ExecuteOn(TaskExecutors.BLOCKING)
    public Told test(@Body Asked asked) {
        TestSuite suite;
        try {
            suite = YamlParser.parse(asked.suite(), TestSuite.class).toBuilder().tenantId(asked.tenant()).build();
            validator.validate(suite);
        } catch (ConstraintViolationException refusal) {
            return new Told(refusal.getMessage(), List.of());
        }
        Optional<Flow> flow = flows.findById(asked.tenant(), suite.getNamespace(), suite.getFlowId());
        if (flow.isEmpty()) {
            return new Told("There is no flow " + suite.getNamespace() + "." + suite.getFlowId() + ".", List.of());
        }
        return new Told(null, suite.getTestCases().stream()
            .map(each -> suite.isDisabled() ? TestCaseRunner.disabled(each) : runner.run(each, flow.get()))
            .toList());
    }
}

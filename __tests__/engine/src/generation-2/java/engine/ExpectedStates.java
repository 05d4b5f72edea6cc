package engine;

import java.util.Optional;

import io.kestra.core.test.flow.UnitTest;

/** A case of 2.0 says in which state its execution ends; where it does not, the model's own default is meant, which its parser leaves out. */
final class ExpectedStates {
    private ExpectedStates() {
    }

    static String of(UnitTest test) {
        return Optional.ofNullable(test.getExpectedState()).map(Enum::name).orElse("SUCCESS");
    }
}

package engine;

import java.util.Optional;

import io.kestra.core.test.flow.UnitTest;

/** A case of 2.0 says in which state its execution ends, or means SUCCESS. */
final class ExpectedStates {
    private ExpectedStates() {
    }

    static Optional<String> of(UnitTest test) {
        return Optional.of(test.getExpectedState().name());
    }
}

package dev.millrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DenseNetworkTest {
  @Property
  void bytes_that_are_no_network_give_none(@ForAll byte[] bytes) {
    assertThat(DenseNetwork.read(bytes)).isEmpty();
  }
}

package io.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

class PagingTest {
    private static Page<Long> page(int limit, Long... positions) {
        return new Paging(Long.MAX_VALUE, limit).page(List.of(positions), position -> position);
    }

    @Test
    void a_page_that_is_followed_by_another_names_it() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/audit");
        request.addParameter("cursor", "AAAAAAAAAAs");
        request.addParameter("vendor", "caf\u00e9 & \"co\">");
        request.addParameter("action", "reviewed", "imported");

        ResponseEntity<List<Long>> answer = page(2, 9L, 7L, 4L).answer(request);

        assertThat(answer.getBody()).containsExactly(9L, 7L);
        assertThat(answer.getHeaders().get(HttpHeaders.LINK))
                .containsExactly("</api/audit?vendor=caf%C3%A9+%26+%22co%22%3E&action=reviewed&action=imported"
                        + "&cursor=" + Cursor.after(7) + ">; rel=\"next\"");
    }

    @Test
    void the_last_page_names_none_even_if_it_is_full() {
        ResponseEntity<List<Long>> answer = page(2, 9L, 7L).answer(new MockHttpServletRequest("GET", "/api/audit"));
        assertThat(answer.getBody()).containsExactly(9L, 7L);
        assertThat(answer.getHeaders().headerNames()).doesNotContain(HttpHeaders.LINK);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 255, 1L << 40, Long.MAX_VALUE})
    void a_cursor_leads_back_to_its_position(long position) {
        assertThat(Cursor.positionOf(Cursor.after(position))).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "AAAAAAAAAAA", "__________8", "AAAAAAAAAAt", "AAAAAAAAAAs=", "AAAA", "%%%%", "é"})
    void what_no_list_returned_is_no_cursor(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cursor.positionOf(text));
    }
}

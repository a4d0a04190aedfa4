-- Safe only while there is no room.

BEGIN;

LOCK TABLE public.room_members, public.rooms IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.room_members) THEN
        RAISE EXCEPTION 'rooms have members: 288 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.room_members;';
    END IF;
    IF EXISTS (SELECT 1 FROM public.rooms) THEN
        RAISE EXCEPTION 'there are rooms: 288 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.rooms;';
    END IF;
END
$$;

DROP TABLE public.room_members;
DROP TABLE public.rooms;

COMMIT;
